/** The backends whose kernels, with the corrections of this package, find the first of several largest elements. */
export const firstWinsBackends = ['cpu', 'wasm'];
