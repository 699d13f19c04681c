import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { differentiate } from 'tfjs-gradients';
import { NativeExecutor } from 'xai-native';

/** Prints the gradient of a convolution, with a cache in the folder that is named: the process of a test. */
async function main(): Promise<void> {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const filter = tf.randomNormal([3, 3, 64, 48], 0, 1, 'float32', 1) as tf.Tensor4D;
  const image = tf.randomUniform([1, 6, 6, 64], -1, 1, 'float32', 2);
  const executor = await NativeExecutor.create({ cache: process.argv[2], constants: false, threads: 1 });
  const program = (x: tf.Tensor) => [
    differentiate((one) => tf.relu(tf.conv2d(one as tf.Tensor4D, filter, 1, 'same')), x).gradient,
  ];
  const [gradient] = await executor.run(program, [image]);
  console.log(Buffer.from((await gradient.data<'float32'>()).buffer).toString('base64'));
  await executor.dispose();
}

void main();
