/** For how many seconds the runs of a burst are timed. */
export const burstSeconds = 0.5;

/** From how many seconds on a run needs none before it that warms up, but in the first burst. */
export const longRun = 15;

/** For how many seconds an engine may run before it gets no more bursts on a workload. */
export const longEnough = 10;
