import { homedir } from 'node:os';
import path from 'node:path';
import type { Progress } from 'xai-base';

/** How files are downloaded. */
export interface DownloadOptions {
  /** Where they are kept; by default `$XAI_CACHE`, or `xai` in the user's folder for caches. */
  readonly folder?: string;
  /** Whether only what is kept already is used. */
  readonly offline?: boolean;
  /** The most bytes that a file may have; 4 GB by default. */
  readonly maxBytes?: number;
  /** What the SHA-256 of the file must be, in hexadecimal digits. */
  readonly sha256?: string;
  /** Called while bytes come in; `total` is NaN where the server does not say it. */
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** The names of the options. */
export const downloadOptionNames: readonly (keyof DownloadOptions)[] = [
  'folder',
  'offline',
  'maxBytes',
  'sha256',
  'onProgress',
  'signal',
];

/** Where downloads are kept. */
export function cacheFolder(): string {
  const { XAI_CACHE, XDG_CACHE_HOME } = process.env;
  return XAI_CACHE ?? path.join(XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'xai');
}
