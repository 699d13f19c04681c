export { defineElements } from './define-elements';
export { ExplanationElement, type Selection } from './elements/explanation-element';
export { XaiImage } from './elements/xai-image';
export { XaiSeries } from './elements/xai-series';
export { type Cell, XaiSheet } from './elements/xai-sheet';
export { XaiTable } from './elements/xai-table';
export { XaiText } from './elements/xai-text';
export { type Modality, modalityOf } from './explanations/modality-of';
export { type Explained, readExplanation } from './explanations/read-explanation';
