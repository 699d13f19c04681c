/** Whether the program runs in Node, where there are files. */
export const isNode = (): boolean => typeof process === 'object' && typeof process.versions?.node === 'string';
