import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { defineElements } from 'xai-elements';
import { explanation } from '../explanation.js';

defineElements();

/** React 19 hands properties and events to custom elements. */
function Page() {
  const [chosen, setChosen] = useState([]);
  const tokens = ['buy', 'cheap', 'pills', 'now'];
  return (
    <>
      <h1>Why spam?</h1>
      <xai-text explanation={explanation} tokens={tokens} onxai-select={({ detail }) => setChosen(detail.names)} />
      <p id="chosen">{chosen.join(', ')}</p>
    </>
  );
}

createRoot(document.querySelector('main')).render(<Page />);
