/** The text of an icon; the build's loader puts it into the bundle. */
declare module '*.svg' {
  const text: string;
  export default text;
}
