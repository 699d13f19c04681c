import { env } from '@tensorflow/tfjs-core';
import { widenNumbers } from './wide-numbers';

// To be imported first: what this file's tests compute on the cpu backend is double precision throughout, so that laws hold to many digits.
widenNumbers();
env().platform.isTypedArray = (one): one is Float32Array =>
  one instanceof Float32Array || one instanceof Int32Array || one instanceof Uint8Array;
