import { Option } from 'commander';
import { imageKinds, knownNames, presets } from 'xai-recipes';
import { index, oneMore, positiveInteger } from './arguments';
import { endOptions, externalDataOption, layoutOption, metaOption, offlineOption } from './shared-options';

/** The options of `xai explain` that are about what is given, by the headings of its help. */
export const explainOptions: Readonly<Record<string, () => Option[]>> = {
  'One of these inputs:': () => [
    new Option(
      '--input <files...>',
      `images (${imageKinds}), folders of these, or - for standard input; they are resized to what the model takes`,
    ),
    new Option(
      '--text <text>',
      'words, or - for standard input; what the model has no place for is cut off; may be said several times',
    ).argParser(oneMore),
    new Option(
      '--series <files...>',
      'CSV files (a step of time a line, a channel a column), arrays [time, channels] of NumPy (.npy, .npz), recordings (.wav), folders of these, or -',
    ),
    new Option(
      '--csv <files...>',
      'tables: CSV files, arrays of rows of NumPy (.npy, .npz), folders of these, or -; of each, --row is explained',
    ),
  ],
  'About the model:': () => [
    metaOption(),
    new Option(
      '--labels <file>',
      `the names of the outputs, a line each or as JSON, or one of ${knownNames.join(', ')} (default: those of meta.json, or of the model)`,
    ),
    ...endOptions(),
    layoutOption(),
    externalDataOption(),
    offlineOption(),
  ],
  'About an image:': () => [
    new Option(
      '--normalize <values>',
      `${Object.keys(presets).join(', ')}, values of black and white (-1,1), or mean/std for each channel (default: 0,1)`,
    ),
    new Option('--invert', 'swap black and white first, for dark ink on paper'),
    new Option(
      '--size <pixels>',
      'the size that images get where the model leaves it open: a side, or height,width (default: their own)',
    ),
    new Option(
      '--fit <how>',
      'how an image gets the size of the model: stretched, cut at its middle, or whole between black bars (default: stretch)',
    ).choices(['stretch', 'crop', 'letterbox']),
    new Option(
      '--order <colours>',
      'the order in which the model takes colours (default: that of the preset, or rgb)',
    ).choices(['rgb', 'bgr']),
    new Option('--plain', 'draw the heatmap only, pixel for pixel'),
  ],
  'About a text:': () => [
    new Option(
      '--tokenizer <file>',
      'of a transformer in an ONNX file: its tokenizer.json (default: that of meta.json)',
    ),
    new Option(
      '--position <token>',
      'where the output of a transformer is read: last, first, mask or an index (default: last)',
    ),
    new Option(
      '--generate <count>',
      'let a language model write so many tokens after the text, and explain each by those before it (.svg, .html)',
    ).argParser(positiveInteger),
    new Option('--tokens', 'draw the tokens of the transformer, not the words of the text'),
    new Option(
      '--vocabulary <file>',
      'the words by their ids: a JSON array, or a line a word (default: that of meta.json)',
    ),
  ],
  'About a table or a series:': () => [
    new Option('--row <index...>', 'which rows of the table, from 0 (default: 0)').argParser(
      (text: string, before: readonly number[] = []) => [...before, index(text)],
    ),
    new Option(
      '--features <columns...>',
      'the columns that the model takes, in its order (default: those of meta.json, or all)',
    ),
    new Option('--rate <n>', 'samples a second that recordings (.wav) are brought to (default: their own)').argParser(
      positiveInteger,
    ),
    new Option('--training <file>', 'a CSV file with rows, or a series, to compare with (default: that of meta.json)'),
    new Option(
      '--summary <what>',
      'what stands for these rows: means or medians of the columns, or a number of rows (default: the rows; of more than 100, 25)',
    ),
    new Option(
      '--categorical <columns...>',
      'the columns that hold categories, or column=a,b,c with their names in order (default: those of meta.json)',
    ),
    new Option(
      '--missing <value>',
      'what stands in for empty cells and NA: a number, typical (the mean of the column), or NaN, if the model takes it (default: they are an error)',
    ),
  ],
};
