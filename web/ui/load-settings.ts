import { ToastEvent } from './events.ts';
import { loadingWords } from './loading-words.ts';

/**
 * Brings the settings, which nobody needs for a call; their place is empty until then. What went
 * wrong is told by `from`.
 */
export async function loadSettings(from: EventTarget): Promise<void> {
  try {
    await import('./settings-page.ts');
  } catch {
    from.dispatchEvent(new ToastEvent(loadingWords.settingsRefused));
  }
}
