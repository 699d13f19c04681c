import { dispose, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { ValueError } from 'xai-base';
import type { LinearOperation } from '../operations/linear-operation';
import type { LRPRule, RuleTarget } from '../rules/lrp-rule';
import type { LayerParameters } from '../rules/parameters';

/** Gives a parameter in a run, from the tensors that the run was given. */
type Source = (given: readonly Tensor[]) => Tensor;

/** The sources of one set of parameters. */
export interface ParameterSources {
  readonly weight?: Source;
  readonly transposedWeight?: Source;
  readonly bias?: Source;
  /** Whether the parameters are the layer's own, so that its pre-activation is that of the forward pass. */
  readonly isOwn: boolean;
}

/** The parameter sets that a rule made of one linear step, by name. */
export type PreparedSets = Record<string, ParameterSources>;

/** How the parameters of a layer are read. */
export interface ParameterReaders {
  readonly weight?: () => Tensor;
  readonly bias?: () => Tensor;
}

interface Values {
  readonly shape: number[];
  readonly values: Float32Array;
}

/**
 * The modified parameters of an analyzer: computed once, and kept as plain arrays, so that an analyzer holds no tensor
 * between analyses. Parameters that a rule leaves as they are stay the model's own.
 */
export class ParameterStore {
  private readonly computed: Tensor[] = [];
  /** What made each of the computed parameters. */
  private readonly makers: string[] = [];
  private values: readonly Values[] = [];

  /** Computes the parameter sets of one linear step; call it inside of `keep`. */
  prepare(operation: LinearOperation, readers: ParameterReaders, rule: LRPRule, target: RuleTarget): PreparedSets {
    const [weight, bias] = [readers.weight?.(), readers.bias?.()];
    const sourceOf = (parameter: Tensor | undefined): Source | undefined => {
      if (!parameter) return undefined;
      if (parameter === weight) return readers.weight;
      if (parameter === bias) return readers.bias;
      this.makers.push(`What ${rule} makes of the parameters of a ${target.type}`);
      return this.add(parameter);
    };
    const sourcesOf = (set: LayerParameters): ParameterSources => {
      const transposed = set.weight && operation.transposeWeight?.(set.weight);
      const source = sourceOf(set.weight);
      const offset = sourceOf(set.bias);
      const isOwn = source === readers.weight && offset === readers.bias;
      return { weight: source, transposedWeight: sourceOf(transposed) ?? source, bias: offset, isOwn };
    };
    const sets = Object.entries(rule.parameterSets({ weight, bias }, target));
    return Object.fromEntries(sets.map(([name, set]) => [name, sourcesOf(set)]));
  }

  private add(parameter: Tensor): Source {
    const index = this.computed.push(parameter) - 1;
    return (given) => given[index];
  }

  /**
   * Runs `work`, which calls `prepare`, and keeps the values that it computed.
   *
   * @throws {ValueError} for a rule that makes parameters that are not finite
   */
  async keep(work: () => void): Promise<void> {
    tidy(() => {
      work();
      return this.computed;
    });
    try {
      this.values = await Promise.all(
        this.computed.map(async (one) => ({ shape: one.shape, values: (await one.data()) as Float32Array })),
      );
      this.checkFinite();
    } finally {
      dispose(this.computed);
    }
  }

  private checkFinite(): void {
    this.values.forEach(({ values }, index) => {
      const value = values.find((one) => !Number.isFinite(one));
      if (value === undefined) return;
      const expected = 'finite numbers';
      throw new ValueError(`${this.makers[index]} holds ${value}; expected ${expected}.`, {
        argument: 'rules',
        value,
        expected,
      });
    });
  }

  /** The modified parameters as tensors, which belong to the caller. */
  tensors(): Tensor[] {
    return this.values.map(({ values, shape }) => tensor(values, shape));
  }
}
