import type { Tensor } from '@tensorflow/tfjs-core';
import type { Program } from 'xai-base';
import { type CompileOptions, compile as compileAnywhere } from 'xai-native';
import { compileOptions } from '../../in-page/engines';

export * from 'xai-native';

/** Compiles for what the page's engine runs on. */
export function compile(program: Program, exampleInputs: readonly Tensor[], options: CompileOptions = {}) {
  return compileAnywhere(program, exampleInputs, { ...compileOptions(), ...options });
}
