import { css, html, nothing } from 'lit';
import type { PlainExplanation, PlainTensor } from 'xai-base';
import { short } from 'xai-recipes';
import type { LayerReport } from '../../analysis/explained';
import type { ReportedRow } from '../export/report';
import { controls } from '../frame/controls';
import { styleSet } from '../frame/style-set';
import { View } from '../frame/view';
import { colormapOf } from '../grid/colormap-of';
import { methodName } from '../grid/names';

/** Rules with usual numbers; the empty one is that of the composite. */
const RULES = [
  ...['Zero', 'Epsilon(0.000001)', 'Epsilon(0.25)', 'Gamma(0.25)', 'ZPlus', 'AlphaBeta(2, 1)', 'AlphaBeta(1, 0)'],
  ...['WSquare', 'Flat', 'ZBox(0, 1)', 'GeneralizedGamma(0.25)', 'Pass'],
];

/** How relevance goes through the network, from the output down to the input: the rule of each layer, to be changed; what arrives, and what biases and stabilizers take; where it lies. */
export class LayerTable extends View {
  static override styles = [
    controls,
    css`
      header { display: flex; gap: 8px 14px; align-items: baseline; flex-wrap: wrap; margin-bottom: 12px; }
      header button { margin-left: auto; }
      .scroll { overflow: auto; max-height: 560px; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: left; padding: 6px 14px 6px 0; border-top: 1px solid var(--line); vertical-align: middle; font-weight: 400; }
      thead th { position: sticky; top: 0; z-index: 2; background: var(--card); border: 0; font-size: 13px; font-weight: 650; color: var(--soft); white-space: nowrap; }
      tbody th { overflow-wrap: anywhere; min-width: 110px; }
      small { display: block; }
      .bar { display: flex; height: 12px; min-width: 150px; border-radius: 4px; overflow: hidden; background: var(--fill); }
      .received { background: var(--accent); }
      .bias { background: light-dark(#d98a00, #f0b45b); }
      .stabilizer { background: light-dark(#8a63d2, #b99af0); }
      .legend { display: flex; gap: 14px; flex-wrap: wrap; font-size: 13px; color: var(--soft); }
      .legend span::before { content: ''; display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin-right: 6px; background: var(--key); }
      xai-image { --xai-image-width: 84px; }
    `,
  ];

  override render() {
    const { layers } = this.state;
    if (!layers) return nothing;
    const { method, layerwise } = layers;
    return html`<section class="card" aria-label="Layers">
      <header>
        <h3>Through the layers by ${methodName(method)}</h3>
        <div class="legend">
          <span ${styleSet({ '--key': 'var(--accent)' })}>passed on</span>
          <span ${styleSet({ '--key': 'light-dark(#d98a00, #f0b45b)' })}>taken by biases</span>
          <span ${styleSet({ '--key': 'light-dark(#8a63d2, #b99af0)' })}>taken by stabilizers</span>
        </div>
        <button type="button" class="quiet" aria-label="Close the layers" @click=${() => this.dashboard.hideLayers()}>✕</button>
      </header>
      ${layerwise ? this.#renderTable(layerwise.layers) : html`<p role="status" class="soft">Going through the layers …</p>`}
    </section>`;
  }

  /** What a report says of them; nothing before they are there. */
  reported(): ReportedRow[] {
    const { layers } = this.state;
    if (!layers?.layerwise) return [];
    const rows = [...this.renderRoot.querySelectorAll('tbody tr')];
    const cells = shownOf(layers.layerwise.layers).map(({ layer, rule, conservation }, at) => ({
      name: `${layer}: ${rule}`,
      svg: rows[at]?.querySelector('xai-image')?.toSVG() ?? '',
      notes: conservation ? [inWords(conservation)] : [],
    }));
    return [{ title: `Through the layers by ${methodName(layers.method)}`, cells }];
  }

  #renderTable(layers: readonly LayerReport[]) {
    return html`<div class="scroll" role="region" tabindex="0" aria-label="Layers from the output to the input">
      <table>
        <thead><tr><th scope="col">Layer</th><th scope="col">Rule</th><th scope="col">Relevance, and where it goes</th><th scope="col">Where it lies</th></tr></thead>
        <tbody>${shownOf(layers).map((layer) => this.#renderLayer(layer))}</tbody>
      </table>
    </div>`;
  }

  #renderLayer({ layer, type, rule, conservation, relevances }: LayerReport) {
    const isMap = relevances?.shape.length === 4 && relevances.shape[1] * relevances.shape[2] > 1;
    return html`<tr>
      <th scope="row">${layer}<small>${type}</small></th>
      <td>${this.#renderRule(layer, rule)}</td>
      <td>${conservation ? barOf(conservation) : html`<small>passed on</small>`}</td>
      <td>${
        isMap
          ? html`<xai-image
              .explanation=${asExplanation(relevances)} .label=${`Relevance of ${layer}`} .colormap=${colormapOf(this.state.look, 'attribution')}
              hide-label hide-slider hide-tools hide-legend
            ></xai-image>`
          : nothing
      }</td>
    </tr>`;
  }

  #renderRule(layer: string, rule: string) {
    const method = this.state.layers?.method;
    const own = (method?.rules as Readonly<Record<string, string>> | undefined)?.[layer];
    const choices = [...new Set([rule, ...RULES])];
    const change = ({ target }: Event) => {
      if (method) void this.dashboard.setRule(method, layer, (target as HTMLSelectElement).value || undefined);
    };
    return html`<select aria-label=${`Rule of ${layer}`} @change=${change}>
      ${own === undefined ? nothing : html`<option value="">of the composite</option>`}
      ${choices.map((one) => html`<option value=${one} ?selected=${one === rule}>${one}</option>`)}
    </select>`;
  }
}

/** From the output down to the input. */
function shownOf(layers: readonly LayerReport[]): LayerReport[] {
  return layers.filter(({ type }) => type !== 'InputLayer').toReversed();
}

type Conservation = NonNullable<LayerReport['conservation']>;

function inWords({ relevance, received, bias, stabilizer }: Conservation): string {
  return `${short(relevance)}: ${short(received)} passed on, ${short(bias)} to biases, ${short(stabilizer)} to stabilizers`;
}

function barOf(conservation: Conservation) {
  const { relevance, received, bias, stabilizer } = conservation;
  const parts = { received, bias, stabilizer };
  const all = Object.values(parts).reduce((sum, part) => sum + Math.abs(part), 0) || 1;
  const said = inWords(conservation);
  return html`<div class="bar" role="img" aria-label=${said} title=${said}>
      ${Object.entries(parts).map(([name, part]) => html`<div class=${name} ${styleSet({ width: `${(100 * Math.abs(part)) / all}%` })}></div>`)}
    </div>
    <small class="number">${short(relevance)}, of which ${short(received)} is passed on</small>`;
}

/** The relevances of a layer as they are drawn, without an image below. */
function asExplanation(val: PlainTensor): PlainExplanation {
  const known = drawn.get(val);
  if (known) return known;
  const nothingBelow = { shape: [1, 1], data: [0] };
  const explanation: PlainExplanation = {
    ...{ val, input: nothingBelow, output: nothingBelow, outputSelection: [0] },
    ...{ analyzer: 'LRP', heatmap: 'attribution' },
  };
  drawn.set(val, explanation);
  return explanation;
}

/** The same explanation of the same relevances, which are then not drawn anew. */
const drawn = new WeakMap<PlainTensor, PlainExplanation>();
