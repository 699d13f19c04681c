import os from 'node:os';
import { setTimeout } from 'node:timers/promises';

function ticks(): { idle: number; total: number } {
  const times = os.cpus().map(({ times }) => times);
  const total = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0);
  return { idle: times.reduce((sum, { idle }) => sum + idle, 0), total };
}

const look = 100;
const patience = 3000;

/** Waits until the cores are idle, or until that has taken too long: the machine may be someone else's, too. */
export async function waitForQuiet(): Promise<void> {
  for (let waited = 0; waited < patience; waited += look) {
    const before = ticks();
    await setTimeout(look);
    const after = ticks();
    if (after.idle - before.idle > 0.85 * (after.total - before.total)) return;
  }
}
