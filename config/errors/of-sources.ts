/** How a source cannot be asked, or answers otherwise than its wire. Rows of the one table (`errors.ts`). */
import { rule } from './rule.ts';

export const HOST_ERRORS = {
  // The network and the host
  'source.unreachable': rule(502, 'later', 'source', '无法连接来源', 'The source cannot be reached'),
  'source.timeout': rule(504, 'later', 'source', '来源响应超时', 'The source did not answer in time'),
  'source.tls': rule(
    502,
    'never',
    'source',
    '来源的证书无法验证',
    "The source's certificate cannot be verified",
  ),
  'source.throttled': rule(
    502,
    'later',
    'source',
    '来源要求放慢（429）',
    'The source asks to slow down (429)',
  ),
  'source.unavailable': rule(502, 'later', 'source', '来源暂停服务', 'The source is out of service'),
  'source.blocked': rule(
    502,
    'never',
    'source',
    '来源拒绝访问（403 或验证页）',
    'The source refuses us (403 or a challenge page)',
  ),
  'source.login-needed': rule(502, 'never', 'source', '来源要求登录', 'The source asks for a login'),
  'source.moved': rule(502, 'never', 'source', '来源已迁移', 'The source has moved'),
  'source.not-found': rule(502, 'never', 'source', '来源没有这个地址', 'The source has no such address'),
  'source.refused': rule(502, 'never', 'source', '来源拒绝请求', 'The source refused the request'),
  'source.robots': rule(502, 'never', 'source', 'robots.txt 不允许采集', 'robots.txt does not allow this'),
  'source.private-address': rule(
    502,
    'never',
    'source',
    '地址在内部网络，未经配置不得访问',
    'A private address that the configuration does not name',
  ),
  'source.too-large': rule(502, 'never', 'source', '响应超过大小上限', 'The answer exceeds the size limit'),
  'source.cut': rule(502, 'later', 'source', '响应中途中断', 'The answer was cut off'),
  // What came back
  'source.not-json': rule(
    502,
    'later',
    'source',
    '应为 JSON，得到的不是',
    'JSON was expected, something else came',
  ),
  'source.not-xml': rule(
    502,
    'later',
    'source',
    '应为 XML，得到的不是',
    'XML was expected, something else came',
  ),
  'source.not-rdf': rule(502, 'later', 'source', '无法解析 RDF', 'The RDF cannot be read'),
  'source.unknown-context': rule(
    502,
    'never',
    'source',
    'JSON-LD 引用了本地未收录的上下文',
    'The JSON-LD names a context that is not kept here',
  ),
  'source.charset': rule(502, 'never', 'source', '字符编码不符', 'The text is not in the charset it claims'),
  'source.charset-mislabelled': rule(
    502,
    'never',
    'source',
    '来源声明的字符编码有误，已按实际编码读取',
    'The source names a wrong charset; it was read by its bytes',
  ),
  'source.answer-failed': rule(
    502,
    'later',
    'source',
    '来源在 200 响应中报告失败',
    'The source reports a failure inside a 200 answer',
  ),
  'source.shape-changed': rule(502, 'never', 'source', '来源的格式已改变', 'The source changed its format'),
};
