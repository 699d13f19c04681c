import { expose, proxy } from 'comlink';
import { Analysis } from './analysis';
import { type Place, SessionFiles } from './session-files';
import { startEngine } from './start-engine';

/** What the page asks of its worker. */
const entry = {
  /**
   * @param runtimes the address of the .wasm files of TensorFlow.js
   * @param places where files lie besides those that are dropped
   */
  begin(runtimes: string, places: readonly Place[]) {
    return proxy(new Analysis(new SessionFiles(places), (choice, bytes) => startEngine(choice, runtimes, bytes)));
  },
};

/** The type of {@link entry}. */
export type Entry = typeof entry;

expose(entry);
