package io.github.requestree.benchmarks.start;

/**
 * One start of an application.
 *
 * @param cpuMillis the CPU time of the process until the application said that it had started
 * @param heapMegabytes the live objects on its heap right afterwards, in MB of 1,000,000 bytes
 */
record Start(double cpuMillis, double heapMegabytes) {}
