package io.github.requestree.servlet;

public abstract class OptionsContract extends ContainerContract {}
