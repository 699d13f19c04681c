/** The names of the backends that the command line starts. */
export const backendNames = ['wasm', 'cpu'] as const;

/** One of {@link backendNames}. */
export type BackendName = (typeof backendNames)[number];
