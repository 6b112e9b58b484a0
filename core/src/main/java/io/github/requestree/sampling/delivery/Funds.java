package io.github.requestree.sampling.delivery;

import io.github.requestree.sampling.pacing.Budget;
import io.github.requestree.sampling.pacing.SamplerClock;

/**
 * The budgets that pay for reports, and the clock of the charges. Thread-safe, as its parts are.
 *
 * @param usual pays for requests that come by themselves
 * @param onDemand pays for those on demand
 */
public record Funds(Budget usual, Budget onDemand, SamplerClock clock) {}
