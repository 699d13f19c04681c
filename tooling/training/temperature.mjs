import * as tf from '@tensorflow/tfjs-core';
import { sequential } from '@tensorflow/tfjs-layers';
import { useWasm } from 'tfjs-gradients/wasm';
import { cities, measures, readWeather } from './data/weather.mjs';
import { writeOnnx } from './onnx/write-onnx.mjs';
import { modelFolder, writeCsv, writeMeta } from './steps/files.mjs';
import { fit } from './steps/fit.mjs';
import { dense } from './steps/layers.mjs';
import { meanAbsoluteError, rounded } from './steps/measures.mjs';
import { randomNumbers, shuffled } from './steps/random.mjs';
import { saveModel } from './steps/save-model.mjs';
import { standardization } from './steps/standardization.mjs';

const folder = modelFolder('temperature');
const columns = ['city', 'day of the year', ...measures];
const target = "tomorrow's maximum (°C)";
const maximum = columns.indexOf('maximum (°C)');
const random = randomNumbers(2);

/** Each day but the last of a city: what is known that day, and how warm the next day became. */
const days = readWeather().flatMap((city, index) =>
  city.slice(0, -1).map(({ date, year, day, values }, at) => {
    return {
      date,
      year,
      row: [index, day, ...values],
      tomorrow: city[at + 1].values[measures.indexOf('maximum (°C)')],
    };
  }),
);
const [train, heldOut] = [days.filter(({ year }) => year < 2015), days.filter(({ year }) => year === 2015)];
const inputsOf = (list) => tf.tensor2d(list.map(({ row }) => row));
const targetsOf = (list) => list.map(({ tomorrow }) => tomorrow);
const mean = targetsOf(train).reduce((sum, value) => sum + value, 0) / train.length;

await useWasm();
const model = sequential({
  name: 'temperature',
  layers: [
    standardization(inputsOf(train)),
    dense('dense_1', 32, 'relu', 1),
    dense('dense_2', 16, 'relu', 2),
    dense('dense_3', 1, 'linear', 3, { biasInitializer: { className: 'Constant', config: { value: mean } } }),
  ],
});
const predict = (list) => Array.from(model.predict(inputsOf(list)).dataSync());
const error = (list) => meanAbsoluteError(predict(list), targetsOf(list));
fit(model, {
  count: train.length,
  batch: (indices) => {
    const chosen = indices.map((index) => train[index]);
    return [inputsOf(chosen), tf.tensor2d(targetsOf(chosen), [chosen.length, 1])];
  },
  loss: tf.losses.absoluteDifference,
  epochs: 40,
  batchSize: 32,
  rate: 0.003,
  random,
});

const today = (list) => list.map(({ row }) => row[maximum]);
const persistence = meanAbsoluteError(today(heldOut), targetsOf(heldOut));
console.log(`mean error in 2015: ${error(heldOut)} °C; in training: ${error(train)}; persistence: ${persistence}`);
for (const [index, city] of cities.entries()) {
  const list = heldOut.filter(({ row }) => row[0] === index);
  console.log(`${city}: ${error(list)} °C; persistence: ${meanAbsoluteError(today(list), targetsOf(list))}`);
}

/** A day of each season in each city, in the year held out. */
const samples = heldOut.filter(({ date }) => /-(01|04|07|10)-15$/.test(date));
const background = [...shuffled(train.length, randomNumbers(3))].slice(0, 100).map((index) => train[index]);
const withTarget = (list) => list.map(({ row, tomorrow }) => [...row, tomorrow]);
writeCsv(new URL('samples.csv', folder), [...columns, target], withTarget(samples));
writeCsv(new URL('background.csv', folder), [...columns, target], withTarget(background));
await saveModel(model, folder);
await writeOnnx(model, new URL('temperature.onnx', folder), inputsOf(heldOut));
writeMeta(folder, {
  title: "Tomorrow's maximum temperature by today's weather",
  modality: 'table',
  task: 'regression',
  input: { shape: [null, columns.length], type: 'float32' },
  onnx: { file: 'temperature.onnx', channelsFirst: false },
  features: columns,
  categories: { city: cities },
  target,
  background: 'background.csv',
  samples: samples.map(({ tomorrow }, row) => ({ file: 'samples.csv', row, expected: tomorrow })),
  heldOut: {
    measure: 'mean absolute error (°C)',
    value: rounded(error(heldOut), 3),
    count: heldOut.length,
    baseline: { name: "today's maximum", value: rounded(persistence, 3) },
  },
});
