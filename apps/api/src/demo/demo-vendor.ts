/** The vendors that demo mode stands in for. */
export type DemoVendor = 'openai' | 'anthropic' | 'gemini' | 'deepseek';

/** The variable that ends demo mode for each vendor. */
export const KEY_NAMES: Readonly<Record<DemoVendor, string>> = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
  gemini: 'GEMINI_API_KEY',
  deepseek: 'DEEPSEEK_API_KEY',
};
