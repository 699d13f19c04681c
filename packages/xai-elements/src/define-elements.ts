import { XaiImage } from './elements/xai-image';
import { XaiSeries } from './elements/xai-series';
import { XaiSheet } from './elements/xai-sheet';
import { XaiTable } from './elements/xai-table';
import { XaiText } from './elements/xai-text';

const elements = {
  'xai-image': XaiImage,
  'xai-text': XaiText,
  'xai-series': XaiSeries,
  'xai-table': XaiTable,
  'xai-sheet': XaiSheet,
};

/**
 * Gives the elements their names: `<xai-image> <xai-text> <xai-series> <xai-table> <xai-sheet>`. Names that are taken stay what they are, so that calling
 * it twice does no harm.
 *
 * @example
 * ```ts no-run
 * defineElements();
 * document.querySelector('xai-image')!.src = 'explanation.safetensors';
 * ```
 */
export function defineElements(): void {
  for (const [name, element] of Object.entries(elements))
    if (!customElements.get(name)) customElements.define(name, element as CustomElementConstructor);
}

declare global {
  interface HTMLElementTagNameMap {
    'xai-image': XaiImage;
    'xai-text': XaiText;
    'xai-series': XaiSeries;
    'xai-table': XaiTable;
    'xai-sheet': XaiSheet;
  }
}
