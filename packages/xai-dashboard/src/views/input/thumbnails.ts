import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Dashboard } from '../../state/dashboard';

/** Addresses of images within the page, made of their bytes; they are freed with the view. */
export class Thumbnails implements ReactiveController {
  readonly #urls = new Map<string, string | undefined>();

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  /** Undefined until the file was read. */
  of(file: string, { analysis }: Dashboard): string | undefined {
    if (!this.#urls.has(file)) {
      this.#urls.set(file, undefined);
      void this.#read(file, analysis.read(file));
    }
    return this.#urls.get(file);
  }

  hostDisconnected(): void {
    for (const url of this.#urls.values()) if (url) URL.revokeObjectURL(url);
    this.#urls.clear();
  }

  async #read(file: string, reading: Promise<Uint8Array>): Promise<void> {
    try {
      this.#urls.set(file, URL.createObjectURL(new Blob([(await reading) as BlobPart])));
      this.host.requestUpdate();
    } catch {
      // whoever explains the file says what is wrong with it
    }
  }
}
