import path from 'node:path';
import { packageFolder } from '../../package-folder';

/** A model that comes with the package, and what it is asked. */
export interface Example {
  /** For the names of files. */
  readonly name: string;
  /** The folder of the model. */
  readonly model: string;
  /** The file of the model, where it is not `model.json`. */
  readonly file?: string;
  /** What the sheet asks. */
  readonly title: string;
  /** What it shows, in a sentence. */
  readonly about: string;
  /** Whether it is drawn as a page of words, too. */
  readonly isPage?: boolean;
  /** Files in the folder of the model; of a table the row. */
  readonly inputs: readonly { readonly label: string; readonly file: string; readonly row?: number }[];
  /** The class that is explained; the predicted one if left out. */
  readonly output?: string;
  readonly methods: readonly string[];
}

/** Digits as a vision transformer reads them, and one for each other kind of input; of tables a classification and a regression. */
export const examples: readonly Example[] = [
  {
    name: 'transformer',
    model: 'vit',
    file: 'model.onnx',
    title: 'What does a vision transformer see in a nine?',
    about: 'Red pixels speak for the digit, blue ones against it, as a small transformer of patches reads them.',
    inputs: [{ label: 'Read as 9', file: '../digits/9.png' }],
    methods: ['AttnLRP', 'CPLRP', 'IntegratedGradients'],
  },
  {
    name: 'mails',
    model: 'mails',
    file: 'model.onnx',
    title: 'Which words make a mail spam?',
    about: 'Red words speak for spam, blue words against it, as a small transformer reads them.',
    isPage: true,
    inputs: [
      { label: 'Read as spam', file: 'samples/goodbye.txt' },
      { label: 'Read as ham', file: 'samples/file-access.txt' },
    ],
    output: 'spam',
    methods: ['AttnLRP', 'IntegratedGradients', 'FeatureAblation'],
  },
  {
    name: 'weather',
    model: 'seasons',
    title: 'Which days look like winter?',
    about:
      'Four weeks of weather, read as winter. Red speaks for winter, blue against it, compared with an average year.',
    inputs: [{ label: 'Read as winter', file: 'samples/winter.csv' }],
    methods: ['KernelSHAP', 'IntegratedGradients', 'Occlusion'],
  },
  {
    name: 'penguin',
    model: 'penguins',
    title: 'Why is it a Chinstrap penguin?',
    about:
      'What each measure of one penguin adds for Chinstrap (to the right) or takes away (to the left), compared with other penguins.',
    inputs: [{ label: 'Read as Chinstrap', file: 'samples.csv', row: 2 }],
    methods: ['KernelSHAP', 'IntegratedGradients', 'LIME'],
  },
  {
    name: 'temperature',
    model: 'temperature',
    title: 'What makes tomorrow warm?',
    about:
      'How many degrees each measure of today adds to the maximum predicted for tomorrow, compared with other days.',
    inputs: [{ label: 'A summer day', file: 'samples.csv', row: 2 }],
    methods: ['KernelSHAP', 'IntegratedGradients', 'LIME'],
  },
];

/** The path of a file of an example's model. */
export function exampleFile({ model }: Example, file: string): string {
  return path.join(packageFolder(), 'models', model, file);
}
