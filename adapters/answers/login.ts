/** Login pages and their like: what a platform answers, often with status 200, to whom it does not know. Pure. */

/** A form that asks for a password, and words or an address that say what for. */
const PASSWORD = /<input\b[^>]*\btype\s*=\s*["']?password\b/i;
const LOGIN_WORDS =
  /登\s*[录陆]|统一身份认证|单点登录|用户名|验证码|\b(?:sign|log)[\s-]?in\b|username|id=["']?login/i;
const LOGIN_ADDRESS = /\/(?:[\w-]*login[\w-]*|log-?on|sign-?in|sso|cas|passport|oauth2?|auth)(?:[/.?;#]|$)/i;
/** What is said inside JSON: 请先登录, token 已失效, not logged in. */
const LOGIN_MESSAGE =
  /(?:请|需要?|尚?未|没有|重新)[^，。,.]{0,6}登[录陆]|登[录陆](?:已?超时|已?失效|已?过期|状态)|(?:token|令牌|会话|session)[^，。,.]{0,8}(?:失效|过期|无效|expired|invalid)|not logged in|login required|unauthori[sz]ed/i;
const LARGEST = 256 * 1024;

/**
 * Whether a text that came in place of what was asked for is a login page. To be asked only of what is no answer:
 * many good pages carry a login form as well.
 */
export function isLoginPage(text: string, url: string): boolean {
  if (text.length > LARGEST || !/<(?:!doctype|html|head|body|form)\b/i.test(text.slice(0, 4096)))
    return false;
  if (PASSWORD.test(text)) return LOGIN_WORDS.test(text) || LOGIN_ADDRESS.test(url);
  // A page whose script leads to the login at once.
  return (
    LOGIN_ADDRESS.test(/location(?:\.href)?\s*=\s*["']([^"']+)/i.exec(text)?.[1] ?? '') && text.length < 4096
  );
}

/** Whether what a failed answer says of itself is that one must log in. */
export const asksForLogin = (message: string): boolean => LOGIN_MESSAGE.test(message.slice(0, 300));
