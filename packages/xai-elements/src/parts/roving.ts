import type { LitElement, ReactiveController } from 'lit';

/** One stop of the tab key for many things beside each other: arrow keys, Home and End go from one to the next. */
export class Roving implements ReactiveController {
  #current = 0;
  #listens = false;

  /** @param tell what has the focus, or nothing */
  constructor(
    private readonly host: LitElement,
    private readonly selector: string,
    private readonly tell: (index: number | undefined) => void,
  ) {
    host.addController(this);
  }

  /** Within the element: what goes from one of its parts to another one is not told outside. */
  hostUpdated(): void {
    if (this.#listens) return;
    this.#listens = true;
    this.host.renderRoot.addEventListener('focusin', () => this.#focused());
    this.host.renderRoot.addEventListener('focusout', () => this.tell(undefined));
  }

  /** 0 for the thing that the tab key leads to, -1 for the others. */
  tabIndexOf(index: number): 0 | -1 {
    return index === this.#current ? 0 : -1;
  }

  /** What a key does; the space bar and Enter choose. */
  key(event: KeyboardEvent, choose: (index: number) => void): void {
    const all = this.#all();
    const at = this.#current;
    const to = {
      ...{ ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1 },
      ...{ Home: 0, End: all.length - 1 },
    }[event.key];
    if (event.key === ' ' || event.key === 'Enter') choose(at);
    else if (to === undefined) return;
    else all[Math.min(Math.max(to, 0), all.length - 1)]?.focus();
    event.preventDefault();
  }

  #focused(): void {
    const at = this.#all().indexOf(this.host.shadowRoot?.activeElement as HTMLElement);
    if (at < 0) return;
    this.#current = at;
    for (const [index, one] of this.#all().entries()) one.tabIndex = this.tabIndexOf(index);
    this.tell(at);
  }

  #all(): HTMLElement[] {
    return Array.from(this.host.renderRoot.querySelectorAll<HTMLElement>(this.selector));
  }
}
