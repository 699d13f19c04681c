export declare const seed: number;
export declare function randomNumbers(from: number): () => number;
