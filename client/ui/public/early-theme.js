// Applies the remembered theme before the first paint; loaded by index.html ahead of everything else.
try {
  const theme = localStorage.getItem('plenum.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is switched off: the system's theme is shown.
}
