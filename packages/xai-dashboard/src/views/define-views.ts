import { defineElements } from 'xai-elements';
import { DashboardView } from './dashboard-view';
import { LayerTable } from './details/layer-table';
import { RecipeForm } from './details/recipe-form';
import { RestoredList } from './details/restored-list';
import { StrategyPanel } from './details/strategy-panel';
import { SaveMenu } from './export/save-menu';
import { DropZone } from './frame/drop-zone';
import { Messages } from './frame/messages';
import { ModelBar } from './frame/model-bar';
import { PageTools } from './frame/page-tools';
import { ExplanationCell } from './grid/explanation-cell';
import { ExplanationGrid } from './grid/explanation-grid';
import { ExplanationPicture } from './grid/explanation-picture';
import { LookBar } from './grid/look-bar';
import { MethodPicker } from './grid/method-picker';
import { ReferenceSearch } from './grid/reference-search';
import { ItemList } from './input/item-list';
import { PredictionList } from './input/prediction-list';
import { TextEditor } from './input/text-editor';

const bare = new CSSStyleSheet();
bare.replaceSync('html { background: light-dark(#f4f6f8, #0c0f13); } body { margin: 0; }');

const views = {
  'drop-zone': DropZone,
  'message-list': Messages,
  'model-bar': ModelBar,
  'page-tools': PageTools,
  'item-list': ItemList,
  'text-editor': TextEditor,
  'prediction-list': PredictionList,
  'method-picker': MethodPicker,
  'look-bar': LookBar,
  'save-menu': SaveMenu,
  'explanation-picture': ExplanationPicture,
  'reference-search': ReferenceSearch,
  'explanation-cell': ExplanationCell,
  'explanation-grid': ExplanationGrid,
  'layer-table': LayerTable,
  'strategy-panel': StrategyPanel,
  'restored-list': RestoredList,
  'recipe-form': RecipeForm,
  'xai-dashboard': DashboardView,
};

/** Makes the views known to the page, which has no margin of its own. */
export function defineViews(): void {
  defineElements();
  document.adoptedStyleSheets.push(bare);
  for (const [name, view] of Object.entries(views)) customElements.define(name, view);
}
