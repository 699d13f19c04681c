import { Command, Option } from 'commander';
import { backendNames } from './backend-names';
import { index, positiveInteger } from './commands/arguments';
import { type MethodOptionHelp, methodOptions } from './methods/method-options';
import { packageVersion } from './package-folder';
import type { Surroundings } from './terminal/streams';

const EXIT_CODES = `
Exit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C.
Start with \`xai demo\`, then \`xai methods\` and \`xai explain --help\`.`;

const backendOption = () =>
  new Option('--backend <name>', 'who computes: wasm is fast, cpu is plain JavaScript')
    .choices([...backendNames])
    .default('wasm');
const jsonOption = () => new Option('--json', 'print one JSON value, for programs');

/** The command line, its commands and their options. The commands' code is loaded when it is needed. */
export function createProgram(surroundings: Surroundings): Command {
  const { stdout, stderr } = surroundings;
  const program = new Command('xai')
    .description('Explains the predictions of TensorFlow.js models: which part of the image made the model say this?')
    .version(packageVersion())
    .option('--debug', 'print the stack of an error')
    .addHelpText('after', EXIT_CODES)
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      getOutHelpWidth: () => stdout.columns || 100,
      getErrHelpWidth: () => stderr.columns || 100,
    })
    .showHelpAfterError('(`--help` shows what there is)')
    .exitOverride();

  program
    .command('demo')
    .description('explain ten handwritten digits by every method: pictures, timings, and a nine in the terminal')
    .option('--out <folder>', 'where the pictures go', 'xai-demo')
    .addOption(jsonOption())
    .addOption(backendOption())
    .action(async (options) => (await import('./commands/demo')).demo(options, surroundings));

  const explain = program
    .command('explain')
    .description('explain what a model says of an image, and draw the heatmap')
    .requiredOption('--model <file>', 'model.json of a tfjs layers-model or graph-model')
    .requiredOption('--input <file>', 'PNG file; it is resized to what the model takes')
    .requiredOption('--method <name>', 'one of those that `xai methods` lists')
    .option('--output <index>', 'the output to explain (default: the most activated)', index)
    .option('--against <index>', 'explain the output minus this one: what makes it a nine and not a four', index)
    .option('--normalize <values>', 'values of black and white (-1,1), or mean/std for each channel (default: 0,1)')
    .option('--invert', 'swap black and white first, for dark ink on paper')
    .option('--out <file>', 'the picture (default: <input>-<method>.png)')
    .option('--plain', 'draw the heatmap only, pixel for pixel')
    .option('--save <file>', 'keep the numbers, too (.safetensors)')
    .option('--batch-size <n>', 'how many images run at once', positiveInteger)
    .addOption(jsonOption())
    .addOption(backendOption())
    .action(async (options) => (await import('./commands/explain')).explain(options, surroundings));
  for (const { flags, about, parse } of Object.values<MethodOptionHelp>(methodOptions)) {
    const option = new Option(flags, about).helpGroup('Options of some methods:');
    explain.addOption(parse ? option.argParser(parse) : option);
  }

  program
    .command('methods')
    .description('list the methods: what they say, what they need, their options')
    .addOption(jsonOption())
    .action(async (options) => (await import('./commands/methods')).listMethods(options, surroundings));

  program
    .command('inspect')
    .description("show a model's layers and shapes, and which methods explain it")
    .argument('<model>', 'model.json of a tfjs layers-model or graph-model')
    .addOption(jsonOption())
    .addOption(backendOption())
    .action(async (model, options) => (await import('./commands/inspect')).inspect(model, options, surroundings));

  return program;
}
