import { XAITris, type XAITrisSettings } from '../benchmarks/xai-tris/xai-tris';
import { convolutionalNetwork } from './convolutional-network';
import { denseNetwork } from './dense-network';
import type { Lesson } from './lesson';
import { linearNetwork } from './linear-network';

/**
 * {@link XAITris} with the three networks of the benchmark: logistic regression (`LLR`, of the linear scenario alone, as no other is linear), four dense layers (`MLP`), and
 * four small convolutions (`CNN`).
 *
 * @throws {ValueError} as `XAITris`
 * @see B. Clark, R. Wilming, S. Haufe: XAI-TRIS (2024)
 *
 * @example
 * ```ts
 * Object.keys(tetrominoLesson({ scenario: 'linear', seed: 1 }).networks); // => ['LLR', 'MLP', 'CNN']
 * Object.keys(tetrominoLesson({ scenario: 'xor', seed: 1 }).networks); // => ['MLP', 'CNN']
 * ```
 */
export function tetrominoLesson(settings: XAITrisSettings): Lesson {
  const truth = new XAITris(settings);
  const others = { MLP: denseNetwork, CNN: convolutionalNetwork };
  return {
    truth,
    networks: truth.scenario === 'linear' ? { LLR: linearNetwork, ...others } : others,
    schooling: truth.size === 8 ? { samples: 8000, epochs: 40 } : { samples: 3000, epochs: 8, rate: 0.001 },
  };
}
