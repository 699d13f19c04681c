/** Draws `heartbeat.svg`: a made-up heartbeat of two leads with a made-up attribution. Run: `npx tsx pictures/heartbeat.ts`. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { plotTimeseries } from '../src';

const samplesASecond = 125;
const samples = 300;
const beatLength = 0.8; // seconds

const times = Array.from({ length: samples }, (_, sample) => sample / samplesASecond);
const bump = (phase: number, at: number, width: number) => Math.exp(-(((phase - at) / width) ** 2));
const phaseOf = (time: number) => (time / beatLength) % 1;

/** The waves P, Q, R, S and T of a heartbeat. */
const beat = (phase: number) =>
  0.15 * bump(phase, 0.2, 0.03) -
  0.12 * bump(phase, 0.375, 0.012) +
  1.2 * bump(phase, 0.4, 0.014) -
  0.3 * bump(phase, 0.43, 0.014) +
  0.3 * bump(phase, 0.65, 0.05);

const series = times.map((time) => {
  const phase = phaseOf(time);
  return [beat(phase), 0.6 * beat(phase) - 0.5 * bump(phase, 0.43, 0.02)];
});
const attribution = times.map((time) => {
  const phase = phaseOf(time);
  return [0.4 * bump(phase, 0.4, 0.04) - 0.3 * bump(phase, 0.65, 0.06), 0.9 * bump(phase, 0.43, 0.04)];
});
const options = { featureNames: ['lead I (mV)', 'lead II (mV)'], times, xLabel: 'time (s)', colorLabel: 'attribution' };
const plot = plotTimeseries(series, attribution, { ...options, title: 'What speaks for the diagnosis' });
writeFileSync(path.join(import.meta.dirname, 'heartbeat.svg'), `${plot.toSVG()}\n`);
