/** The share of samples that a network reads right from which on it counts as having learned. */
export const learned = 0.75;
