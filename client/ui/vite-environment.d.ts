// Types of what Vite adds to imports: `?url`, `?worker&url`, style sheets.
/// <reference types="vite/client" />
