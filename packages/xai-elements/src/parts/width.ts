import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The narrowest and the widest picture, in pixels. */
const [LEAST, MOST] = [300, 900];

/** How wide a picture may be in an element; the element draws again when that changes. */
export class Width implements ReactiveController {
  #width = 600;
  readonly #observer: ResizeObserver;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    redraw: () => void,
  ) {
    host.addController(this);
    this.#observer = new ResizeObserver(([{ contentRect }]) => {
      const width = Math.round(Math.min(Math.max(contentRect.width, LEAST), MOST));
      if (contentRect.width === 0 || width === this.#width) return;
      this.#width = width;
      redraw();
    });
  }

  get value(): number {
    return this.#width;
  }

  hostConnected(): void {
    this.#observer.observe(this.host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }
}
