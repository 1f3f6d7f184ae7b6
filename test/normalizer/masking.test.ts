/** Names in texts that could not be read as records: what stands behind a label of people goes. */
import { expect, it } from 'vitest';
import { maskLabelledNames } from '../../normalizer/privacy/masking.ts';

it.each([
  [
    '{"title":"停车场","linkman":"顾炜","phone":"0771-1"}',
    '{"title":"停车场","linkman":"***","phone":"0771-1"}',
  ],
  ['{"createUser" : "顾\\"炜", "id": 1}', '{"createUser" : "***", "id": 1}'],
  ['{"联系人":"顾', '{"联系人":"***"'],
  ['<li>联系人：<span>顾炜</span></li>', '<li>联系人：<span>***</span></li>'],
  [
    '<td>联系人</td> <td>&nbsp;顾炜</td><td>市教育局</td>',
    '<td>联系人</td> <td>&nbsp;***</td><td>市教育局</td>',
  ],
  ['<td>联系人电话</td><td>0771-5595775</td>', '<td>联系人电话</td><td>0771-5595775</td>'],
  ['联系人 133****6519', '联系人 133****6519'],
  ['来源部门：市教育局', '来源部门：市教育局'],
  ['', ''],
])('%s', (text, masked) => {
  expect(maskLabelledNames(text)).toBe(masked);
});
