/** Whether the page is dark: as the user chose, or as the system is. */
export function isDark(): boolean {
  const { colorScheme } = document.documentElement.style;
  return colorScheme === 'dark' || (colorScheme !== 'light' && system.matches);
}

const system = matchMedia('(prefers-color-scheme: dark)');

/** Calls back when the system becomes dark or light. */
export function onSystemScheme(listener: () => void): void {
  system.addEventListener('change', listener);
}
