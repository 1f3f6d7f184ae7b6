/** Challenge pages: what a web application firewall answers in place of the source, often with status 200. */

/** Marks in the page's own script or form, by firewall. Cookie names alone say nothing: good answers set them too. */
const MARKS: { firewall: string; mark: RegExp }[] = [
  {
    firewall: '加速乐 jiasule',
    mark: /__jsl_clearance|document\.cookie\s*=\s*\('_'\)\+\('_'\)|\bgo\(\{\s*"?bts"?\s*:/,
  },
  {
    firewall: '网防G01 wzws',
    mark: /wzws_sessionid|wzwschallenge|wzwsquestion|dynamicurl\s*=\s*"\/WZWSREL|aq_wzws_confirm/,
  },
  {
    firewall: '瑞数 Ruishu',
    mark: /\$_ts\s*=\s*window\s*\[\s*['"]\$_ts['"]\s*\]|<meta id="[^"]+" content="[^"]*" r=['"]m['"]/,
  },
  { firewall: '阿里云 Aliyun WAF', mark: /acw_sc__v[23]|errors\.aliyun\.com|aliyun_waf_/ },
  { firewall: '腾讯云 Tencent WAF', mark: /waf\.tencent|TencentCaptcha\(/ },
  { firewall: '华为云 Huawei WAF', mark: /HWWAFSESID|您的请求疑似攻击行为/ },
  { firewall: '百度云加速 Yunjiasu', mark: /yunjiasu-nginx|su\.baidu\.com/ },
  { firewall: '创宇盾 Knownsec', mark: /创宇盾|365cyd\.com/ },
  { firewall: '安全狗 Safedog', mark: /safedog\.cn|网站防火墙[^<]{0,40}拦截/ },
  { firewall: 'Cloudflare', mark: /_cf_chl_opt|cf-browser-verification|\/cdn-cgi\/challenge-platform\// },
];

/** Challenge pages are small and show next to no text. */
const LARGEST = 64 * 1024;
const MOST_TEXT = 1000;

const text = new TextDecoder('utf-8');

/**
 * The firewall whose challenge this is; undefined for any other answer. JSON, large pages and pages with text to
 * read are never challenges, whatever words a harvested record carries.
 */
export function challengeOf(headers: Record<string, string>, body: Uint8Array): string | undefined {
  if (headers['cf-mitigated'] === 'challenge') return 'Cloudflare';
  if (body.length === 0 || body.length > LARGEST) return undefined;
  const type = headers['content-type'];
  if (type !== undefined && !/html/i.test(type)) return undefined;
  const page = text.decode(body);
  const found = MARKS.find(({ mark }) => mark.test(page));
  if (found === undefined) return undefined;
  const shown = page
    .replace(/<(script|style)\b[\s\S]*?(<\/\1\s*>|$)/gi, '')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, '');
  return shown.length <= MOST_TEXT ? found.firewall : undefined;
}
