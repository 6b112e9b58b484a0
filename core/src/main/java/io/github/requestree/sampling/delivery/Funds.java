package io.github.requestree.sampling.delivery;

import io.github.requestree.sampling.pacing.Budget;
import io.github.requestree.sampling.pacing.SamplerClock;

/**
 * The budgets that pay for reports, and the clock of what is charged.
 *
 * @param usual pays for requests that come by themselves
 * @param onDemand pays for those on demand
 */
public record Funds(Budget usual, Budget onDemand, SamplerClock clock) {}
