/** The chapters of the site, in order: a page by its path and the title in the sidebar. */
export const chapters: readonly {
  readonly text: string;
  readonly pages: readonly (readonly [path: string, title: string])[];
}[] = [
  {
    text: 'Five minutes',
    pages: [
      ['start/node', 'In Node'],
      ['start/browser', 'In the browser'],
      ['start/command-line', 'On the command line'],
    ],
  },
  {
    text: 'What do you want to do?',
    pages: [
      ['tasks/own-model', 'Explain my TensorFlow.js model'],
      ['tasks/keras-pytorch', 'Explain a Keras or PyTorch model'],
      ['tasks/transformer', 'Explain a transformer'],
      ['tasks/teaching-page', 'A page for teaching'],
      ['tasks/compare-methods', 'Compare methods'],
      ['tasks/own-rule', 'Write a rule'],
      ['tasks/many-images', 'Explain 10 000 images'],
      ['tasks/report', 'Make an HTML report'],
    ],
  },
  {
    text: 'Methods',
    pages: [
      ['methods/gallery', 'Gallery'],
      ['methods/live', 'Live'],
      ['methods/choosing', 'Choose a method'],
      ['methods/augmentations', 'Augmentations'],
      ['methods/lrp', 'Relevance propagation'],
      ['methods/rules', 'Rules: assigned, and your own'],
      ['methods/crp', 'Concepts'],
      ['methods/text', 'Text and transformers'],
      ['methods/heatmapping', 'Heatmapping'],
      ['methods/metrics', 'Metrics'],
    ],
  },
  {
    text: 'Models',
    pages: [
      ['models/onnx', 'ONNX files'],
      ['models/browser', 'Browser and bundlers'],
      ['models/support', 'What works with what'],
      ['models/performance', 'Performance'],
      ['models/datasets', 'Data sets'],
    ],
  },
  {
    text: 'Coming from',
    pages: [
      ['from/julia', 'Julia-XAI'],
      ['from/dianna', 'DIANNA'],
      ['from/captum', 'Captum'],
      ['from/zennit', 'Zennit'],
      ['from/shap', 'SHAP'],
    ],
  },
  {
    text: 'More',
    pages: [
      ['more/plugin', 'Write a plugin'],
      ['more/numbers', 'How the numbers are checked'],
      ['more/security', 'Security and privacy'],
      ['more/leaving-tfjs', 'If TensorFlow.js has to go'],
    ],
  },
];
