import type { Tensor } from '@tensorflow/tfjs-core';
import type { Attribution, LayersModelLike, OutputSelector } from 'xai-base';
import type { Rules } from '../composites/assign-rules';
import { layerLines } from '../composites/show-layers';
import { DetailedLRP, type Details } from './detailed-lrp';
import type { LRPAnalyzeOptions, LRPOptions } from './lrp-options';
import { checkModel } from './model-check';
import { PropagationAnalyzer } from './propagation-analyzer';
import { RuledNetwork } from './ruled-network';
import { runLRP } from './run-lrp';

/** Layer-wise relevance propagation through the layers of a tfjs-layers model. */
export class LayersLRP extends PropagationAnalyzer<LRPAnalyzeOptions> {
  readonly name = 'LRP';
  private readonly detailed = new Map<string, DetailedLRP>();

  constructor(model: LayersModelLike, rules: Rules | undefined, options: LRPOptions) {
    const network = new RuledNetwork(model, rules);
    if (!options.skipChecks) checkModel(network.network, network.nodes);
    super(network, options);
  }

  override get moreOptions(): readonly string[] {
    return ['layerwiseRelevances', 'conservation'];
  }

  protected override async explain(input: Tensor, selector: OutputSelector, options: LRPAnalyzeOptions) {
    const { layerwiseRelevances: asked = false, conservation = false, ...shared } = options;
    if (!asked && !conservation) return super.explain(input, selector, options);
    const names = typeof asked === 'boolean' ? undefined : asked;
    for (const name of names ?? []) this.network.nodeOf(name); // throws for a layer that is not there
    const details = this.withDetails({ layerwiseRelevances: asked !== false, conservation });
    const explanation = await details.analyze(input, selector, shared);
    if (names) keepOnly(names, explanation.extras?.layerwiseRelevances as Record<string, Tensor>);
    return explanation;
  }

  /** The analyzer that tells these details: one for each combination, so that its programs stay the same. */
  private withDetails(details: Details): DetailedLRP {
    const key = JSON.stringify(details);
    const known = this.detailed.get(key) ?? new DetailedLRP(this.name, this.network, this.options, details);
    this.detailed.set(key, known);
    return known;
  }

  protected attribute(input: Tensor, select: (output: Tensor) => Tensor): Attribution {
    const outputRelevance = (mask: Tensor, output: Tensor) => this.outputRelevance(mask, output);
    return runLRP({ network: this.network, activations: this.activations(input), select, outputRelevance });
  }

  /** The layers with their rules, one a line. */
  override toString(): string {
    return `LRP(\n${layerLines(this.network.layers).join('\n')}\n)`;
  }
}

/** Frees the relevances of all layers but some. */
function keepOnly(names: readonly string[], relevances: Record<string, Tensor>): void {
  for (const name of Object.keys(relevances)) {
    if (names.includes(name)) continue;
    relevances[name].dispose();
    delete relevances[name];
  }
}
