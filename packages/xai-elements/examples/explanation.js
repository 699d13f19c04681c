/** What an analysis gave, as plain data: see `toPlain` of xai-base. */
export const explanation = {
  val: { shape: [1, 4], data: [0.2, 0.9, 1.4, -0.3] },
  input: { shape: [1, 4], data: [17, 4, 91, 2] },
  output: { shape: [1, 2], data: [0.1, 0.9] },
  outputSelection: [1],
  analyzer: 'GradientTimesInput',
  heatmap: 'attribution',
};
