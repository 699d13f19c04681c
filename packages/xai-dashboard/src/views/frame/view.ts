import { LitElement, type PropertyDeclarations, type PropertyValues } from 'lit';
import type { Dashboard } from '../../state/dashboard';
import type { DashboardState } from '../../state/dashboard-state';
import { controls } from './controls';

/** A part of the page, which shows the state of a dashboard and is drawn again when that changes. */
export abstract class View extends LitElement {
  static override properties: PropertyDeclarations = { dashboard: { attribute: false } };
  static override styles = [controls];

  declare dashboard: Dashboard;
  #end?: () => void;

  get state(): DashboardState {
    return this.dashboard.state;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('dashboard')) return;
    this.#end?.();
    this.#end = this.dashboard?.store.subscribe(() => this.requestUpdate());
  }

  protected override shouldUpdate(): boolean {
    return this.dashboard !== undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.dashboard && !this.#end) this.#end = this.dashboard.store.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end?.();
    this.#end = undefined;
  }
}
