/** Who may compute in a page. */
export const engineNames = ['webgpu', 'webgl', 'wasm'] as const;

/** One of {@link engineNames}. */
export type EngineName = (typeof engineNames)[number];

/** What was asked for: an engine, or whichever suits the model, is there and computes right. */
export type EngineChoice = EngineName | 'auto';

/** Which engine computes, and why others do not. */
export interface EngineReport {
  readonly used: EngineName;
  /** By engine: why it was not taken. */
  readonly problems: Readonly<Partial<Record<EngineName, string>>>;
}
