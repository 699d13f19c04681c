import { css, html, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Cell, XaiSheet } from 'xai-elements';
import { plotStrategies } from 'xai-patterns/plots';
import type { Shown } from 'xai-recipes';
import type { Explained } from '../../analysis/explained';
import type { Strategies } from '../../analysis/strategies';
import { cellKey, type ShownStrategies } from '../../state/dashboard-state';
import { composed } from '../export/composed';
import type { ReportedRow } from '../export/report';
import { controls } from '../frame/controls';
import { View } from '../frame/view';
import { colormapOf } from '../grid/colormap-of';
import { methodName, rowName } from '../grid/names';
import { strategyWords } from './strategy-words';

/** As narrow as the picture can be drawn, and as wide as is useful. */
const [NARROW, WIDE] = [420, 860];

/** By how many strategies a class is decided: the eigenvalues that say so, where samples lie by their explanations, and the most typical ones of each cluster. */
export class StrategyPanel extends View {
  static override styles = [
    controls,
    css`
      header { display: flex; gap: 8px 14px; align-items: baseline; flex-wrap: wrap; margin-bottom: 10px; }
      header button { margin-left: auto; }
      .words { margin-bottom: 12px; max-width: 80ch; }
      img { display: block; max-width: 100%; height: auto; }
      h4 { font-size: 14px; margin: 18px 0 6px; }
      progress { width: 160px; accent-color: var(--accent); }
      xai-sheet { --xai-sheet-image-width: 96px; }
    `,
  ];

  override render() {
    const { strategies } = this.state;
    if (!strategies) return nothing;
    const { found } = strategies;
    return html`<section class="card" aria-label="Strategies">
      <header>
        <h3>${this.#title(strategies)}</h3>
        <button type="button" class="quiet" aria-label="Close the strategies" @click=${() => this.dashboard.hideStrategies()}>✕</button>
      </header>
      ${found ? this.#renderFound(found, strategies) : this.#renderProgress(strategies)}
    </section>`;
  }

  /** What a report says of it; nothing before it is there. */
  reported(): ReportedRow[] {
    const { strategies } = this.state;
    if (!strategies?.found) return [];
    const sheets = [...this.renderRoot.querySelectorAll<XaiSheet>('xai-sheet')];
    const plot = {
      name: 'Strategies',
      svg: plotStrategies(strategies.found.analysis).toSVG(),
      notes: this.#words(strategies.found, strategies),
    };
    const clusters = sheets.map((sheet, cluster) => ({
      name: `Cluster ${cluster}`,
      svg: composed(sheet.elements),
      notes: [],
    }));
    return [{ title: this.#title(strategies), cells: [plot, ...clusters] }];
  }

  #title({ method, ...of }: ShownStrategies): string {
    return `How the model decides for ${this.#nameOf({ method, ...of })}, by ${methodName(method)}`;
  }

  /** The class that is explained in all samples. */
  #nameOf({ selection, method }: ShownStrategies): string {
    const explained = this.#explained({ selection, method });
    return rowName({ output: explained?.explanation.outputSelection[0], ...selection }, explained);
  }

  /** The explanation from which the search began. */
  #explained({ selection, method }: Pick<ShownStrategies, 'selection' | 'method'>): Explained | undefined {
    const cell = this.state.cells[cellKey(selection, method)];
    return cell?.status === 'done' ? cell.explained : undefined;
  }

  #words(found: Strategies, strategies: ShownStrategies): string[] {
    const [listed, looked] = [this.state.items.length, strategies.items.length];
    return strategyWords(found, { name: this.#nameOf(strategies), listed, looked });
  }

  #renderProgress({ progress: { done, total } = { done: 0, total: 1 } }: ShownStrategies) {
    return html`<div class="row" role="status">
      <progress max=${total} .value=${done} aria-label="Samples that are explained"></progress>
      <span class="soft number">${done} of ${total} samples explained</span>
      <button type="button" @click=${() => this.dashboard.hideStrategies()}>Cancel</button>
    </div>`;
  }

  #renderFound(found: Strategies, strategies: ShownStrategies) {
    const words = this.#words(found, strategies);
    const width = Math.min(Math.max(this.clientWidth - 30, NARROW), WIDE);
    const svg = plotStrategies(found.analysis).toSVG({ width });
    return html`
      <p class="words">${words.join(' ')}</p>
      <img src=${`data:image/svg+xml,${encodeURIComponent(svg)}`} alt=${words[0]} />
      ${found.typical.map((_, cluster) => this.#renderCluster(cluster, found, strategies))}
    `;
  }

  #renderCluster(cluster: number, { analysis, items, typical }: Strategies, strategies: ShownStrategies) {
    const samples = analysis.clusters[cluster];
    const { [cluster]: shown } = typical;
    const most = shown.length < samples.length ? `, the ${shown.length} most typical` : '';
    const isImage = this.state.recipe?.input.kind === 'image';
    const rows = isImage ? ['sample', 'why'] : ['why'];
    const cells = guard([shown], () => cellsOf(shown, isImage)); // which are then not drawn anew
    return html`<h4>Cluster ${cluster}: ${samples.length} samples${most}</h4>
      <xai-sheet
        .rows=${rows} .columns=${shown.map((_, at) => strategies.items[items[samples[at]]].label)} .cells=${cells}
        .modality=${this.state.recipe?.input.kind} .colormap=${colormapOf(this.state.look, shown[0].explanation.heatmap)}
        .outputNames=${this.#explained(strategies)?.labels} .label=${`Samples of cluster ${cluster}`} hide-legend hide-tools
      ></xai-sheet>`;
  }
}

/** The explanations; of images above them what they explain. */
function cellsOf(shown: readonly Shown[], areImages: boolean): Cell[][] {
  const explained = shown.map(({ explanation, names }): Cell => ({ explanation, names }));
  return areImages ? [explained.map((cell) => ({ ...cell, overlay: 0 })), explained] : [explained];
}
