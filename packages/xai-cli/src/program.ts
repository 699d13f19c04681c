import { Command, Option } from 'commander';
import { methodOptions, modalities } from 'xai-recipes';
import { index, positiveInteger, share } from './commands/arguments';
import { explainOptions } from './commands/explain-input-options';
import { methodFlag } from './commands/method-flags';
import {
  endOptions,
  engineOption,
  externalDataOption,
  jsonOption,
  layoutOption,
  MODEL,
  metaOption,
  offlineOption,
} from './commands/shared-options';
import { packageVersion } from './package-folder';
import { withGuess } from './terminal/guess-name';
import { limited } from './terminal/limited';
import type { Console } from './terminal/printable-output';

const EXIT_CODES = `
Exit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C.
Start with \`xai demo\`, then \`xai methods\` and \`xai explain --help\`.`;

/** The command line, its commands and their options. The commands' code is loaded when it is needed. */
export function createProgram(surroundings: Console): Command {
  const { stdout, stderr } = surroundings;
  const program = new Command('xai')
    .description(
      'Explains the predictions of TensorFlow.js and ONNX models: which part of the input made the model say this?',
    )
    .version(packageVersion())
    .option('--debug', 'print the stack of an error')
    .addHelpText('after', EXIT_CODES)
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: (text, write) => write(limited(withGuess(text, program))),
      getOutHelpWidth: () => stdout.columns || 100,
      getErrHelpWidth: () => stderr.columns || 100,
    })
    .showSuggestionAfterError(false)
    .showHelpAfterError('(`--help` shows what there is)')
    .exitOverride();

  program
    .command('demo')
    .description(
      'explain ten handwritten digits by every method, and a mail, a penguin and the weather: pictures and timings',
    )
    .option('--out <folder>', 'where the pictures go', 'xai-demo')
    .addOption(jsonOption())
    .addOption(engineOption('wasm'))
    .action(async (options) => (await import('./commands/demo')).demo(options, surroundings));

  const explain = program
    .command('explain')
    .description('explain what a model says of an image, a text, a time series or a row of a table, and draw it')
    .option('--model <file>', MODEL)
    .option(
      '--recipe <file>',
      'what is explained and how, as `xai inspect --recipe` prints it; other options take the place of its fields',
    )
    .option('--method <name>', 'one of those that `xai methods` lists (default: the usual one for the input)')
    .option('--output <output>', 'the output to explain, by its index or class (default: the most activated)')
    .option('--against <output>', 'explain the output minus this one: what makes it a nine and not a four')
    .option('--combine <outputs...>', 'explain the sum of outputs, each with a weight if it has one: 4 9:-0.5 37,1:2')
    .option(
      '--region <mask>',
      'of a segmentation: explain the sum of a class (--output, or the largest there) over the light parts of this image',
    )
    .option(
      '--out <file>',
      'the picture: .png, .svg, .html or .ansi, a folder for it, or - for standard output (default: <input>-<method>)',
    )
    .option('--references <path>', 'images (a folder, or a manifest) that show what the features of CRP stand for')
    .option('--font <file...>', 'fonts (.ttf, .otf) for letters of a .png that DejaVu Sans lacks, such as Chinese ones')
    .option('--save <file>', 'keep the numbers, too: .safetensors, a folder, or - for standard output')
    .option('--batch-size <n>', 'how many images run at once', positiveInteger)
    .addOption(jsonOption())
    .addOption(engineOption())
    .action(async (options) => (await import('./commands/explain')).explain(options, surroundings));
  addInputOptions(explain);
  addMethodOptions(explain);

  const runAll = program
    .command('run')
    .description('explain a whole data set into a folder, and go on where it was stopped')
    .requiredOption(
      '--data <path>',
      'a folder of images, series or texts; a table, of which each row is explained; a text file with a text a line; or a manifest (.jsonl)',
    )
    .addOption(new Option('--kind <kind>', 'what the items are (default: found out)').choices([...modalities]))
    .requiredOption('--out <folder>', 'where the explanations go: shards of safetensors, and an index of JSON lines')
    .option('--model <file>', MODEL)
    .option('--recipe <file>', 'what is explained and how, as `xai inspect --recipe` prints it')
    .option('--method <name>', 'one of those that `xai methods` lists (default: the usual one for the input)')
    .option('--output <output>', 'the output to explain, by its index or class (default: the most activated)')
    .option('--against <output>', 'explain the output minus this one')
    .option('--batch-size <n>', 'how many items run at once', positiveInteger)
    .option('--shard-size <n>', 'how many items are kept together, and lost by who is killed', positiveInteger, 64)
    .option('--workers <n>', 'how many threads explain (default: as many as there are cores)', positiveInteger)
    .option('--queue <address>', 'let the workers of a queue explain, `xai worker`: redis://:password@host:port')
    .option('--sheet <n>', 'how many explanations are drawn at the end', index, 24)
    .option('--dry-run', 'say how much there is to do, and do nothing')
    .addOption(jsonOption())
    .addOption(engineOption())
    .action(async (options) => (await import('./commands/run-dataset')).runDataset(options, surroundings));
  addInputOptions(runAll, notOfDataSets);
  addMethodOptions(runAll);

  program
    .command('worker')
    .description('explain what `xai run --queue` gives to a queue in Redis, until Ctrl-C')
    .requiredOption('--queue <address>', 'redis://:password@host:port')
    .action(async (options) => (await import('./commands/worker')).work(options, surroundings));

  const evaluate = program
    .command('evaluate')
    .description('judge methods by metrics on a data set: a table, curves, and a report of one page')
    .requiredOption('--data <path>', 'as of `xai run`: a folder, a table, a text file or a manifest')
    .addOption(new Option('--kind <kind>', 'what the items are (default: found out)').choices([...modalities]))
    .requiredOption('--out <folder>', 'where the report goes')
    .option('--model <file>', MODEL)
    .option('--recipe <file>', 'how the model and its inputs are read, as `xai inspect --recipe` prints it')
    .option('--methods <names...>', 'methods that `xai methods` lists (default: usual ones that explain the model)')
    .option(
      '--metrics <names...>',
      'metrics of xai-metrics, or all (default: Deletion, Insertion, MaxSensitivity, Sparseness, Completeness)',
    )
    .option('--samples <n>', 'how many items, evenly spread over the data (default: all)', positiveInteger)
    .option('--sanity', 'check whether methods look at what the model has learnt and at what is explained')
    .option('--limit <rho>', 'from which rank correlation on a method fails a sanity check (default: 0.3)', share)
    .option(
      '--truth <names...>',
      'judge the methods where the truth is known, too: tris, tables, words, segments, decoys (of the images), or all',
    )
    .option(
      '--patterns',
      'say what the model does over the data, class by class, by the first method, and by how many strategies',
    )
    .option('--output <output>', 'the output to explain, by its index or class (default: the most activated)')
    .option('--seed <n>', 'repeats random draws', index, 0)
    .option('--batch-size <n>', 'how many items run at once', positiveInteger, 64)
    .option('--workers <n>', 'how many threads judge, each of which holds the model (default: 1)', positiveInteger)
    .option('--dry-run', 'say how many evaluations of the model it takes, and do nothing')
    .addOption(jsonOption())
    .addOption(engineOption())
    .action(async (options) => (await import('./commands/evaluate')).evaluateMethods(options, surroundings));
  addInputOptions(evaluate, notOfDataSets);

  program
    .command('patterns')
    .description(
      'show what a model does over a whole data set that `xai run` has explained: what matters, what is usual and unusual, by how many strategies a class is decided',
    )
    .argument('<folder>', 'the folder of the run')
    .option('--out <file>', 'the page (default: patterns.html in the folder)')
    .option('--most <n>', 'how many explanations of a class are looked at', positiveInteger, 500)
    .option('--clusters <n>', 'how many clusters (default: as many as the explanations speak for)', positiveInteger)
    .option('--seed <n>', 'of the clusters', index, 0)
    .addOption(jsonOption())
    .action(async (folder, options) => (await import('./commands/patterns')).patterns(folder, options, surroundings));

  program
    .command('methods')
    .description('list the methods: what they say, what they need, their options')
    .argument('[method]', 'show this one alone')
    .addOption(jsonOption())
    .action(async (name, options) => (await import('./commands/methods')).listMethods(name, options, surroundings));

  const inspect = program
    .command('inspect')
    .description("show a model's layers and shapes; with --try, which methods explain it")
    .argument('<model>', MODEL)
    .option('--try', 'try every method on an input made up, which takes a while')
    .option(
      '--recipe',
      'print the most likely recipe for the model, with the reason of each guess, as JSON for `xai explain --recipe`',
    )
    .addOption(jsonOption())
    .addOption(engineOption())
    .addOption(metaOption())
    .addOption(layoutOption())
    .addOption(externalDataOption())
    .addOption(offlineOption())
    .action(async (model, options) => (await import('./commands/inspect')).inspect(model, options, surroundings));
  for (const option of endOptions()) inspect.addOption(option);

  return program;
}

/** What is said of one input only. */
const notOfDataSets = ['--input', '--text', '--series', '--csv', '--row', '--generate', '--plain', '--tokens'];

/** The options about what is explained, without some. */
function addInputOptions(command: Command, without: readonly string[] = []): void {
  for (const [group, options] of Object.entries(explainOptions))
    for (const option of options())
      if (!without.includes(option.long ?? '')) command.addOption(option.helpGroup(group));
}

/** The options of methods. */
function addMethodOptions(command: Command): void {
  for (const option of methodOptions()) command.addOption(methodFlag(option));
}
