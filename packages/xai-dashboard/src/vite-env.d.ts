/// <reference types="vite/client" />

/** The names of the files of the models that are shipped, as the build found them. */
declare const SHIPPED_FILES: readonly string[];
