/** Marks of browsers inside other apps; “; wv” is Android's WebView (Chrome's user-agent documentation). */
const marks =
  /\bFBA[NV]\b|FB_IAB|Instagram|\bLine\/|MicroMessenger|Snapchat|Pinterest\/|LinkedInApp|musical_ly|BytedanceWebview|TikTok|Twitter for|; wv\)/i;

/** True if a page with that `User-Agent` is shown inside another app rather than in a browser. */
export function isInAppBrowser(userAgent: string): boolean {
  return marks.test(userAgent);
}
