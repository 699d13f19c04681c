import { fingerprintBytes } from './fingerprint';
import type { NodeModules } from './node-modules';

/** The random key of a folder, the same for all processes: that of the first to come. */
export async function folderKey({ files, crypto, path }: NodeModules, folder: string): Promise<Uint8Array> {
  const name = path.join(folder, 'key');
  const present = async () => {
    const key = await files.readFile(name).catch(() => undefined);
    return key?.byteLength === fingerprintBytes ? key : undefined;
  };
  const known = await present();
  if (known) return known;
  const own = crypto.randomBytes(fingerprintBytes);
  const part = `${name}.${crypto.randomUUID()}.part`;
  await files.writeFile(part, own);
  await files.link(part, name).catch(() => undefined); // another process may have been faster
  const first = await present();
  if (first) await files.rm(part, { force: true });
  else await files.rename(part, name); // it is broken, or the file system knows no links
  return first ?? own;
}
