import { css, html } from 'lit';
import { controls } from './controls';
import { View } from './view';

/** What went wrong, and what is to be known, until it is closed. */
export class Messages extends View {
  static override styles = [
    controls,
    css`
      div { display: flex; gap: 8px; align-items: start; margin-top: 10px; padding: 10px 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
      .problem { border-color: var(--bad); }
      p { flex: 1; overflow-wrap: anywhere; white-space: pre-wrap; }
    `,
  ];

  override render() {
    return this.state.messages.map(
      ({ id, kind, text }) => html`<div class=${kind} role=${kind === 'problem' ? 'alert' : 'status'}>
        <p>${text}</p>
        <button type="button" class="quiet" aria-label="Close this message" @click=${() => this.dashboard.dismiss(id)}>✕</button>
      </div>`,
    );
  }
}
