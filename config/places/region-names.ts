/** The short forms of regions' names: what is left without the tier and the nationalities. */

/** Nationalities as they stand in names of autonomous places; those of the second list also without 族. */
const NATIONALITIES =
  '回|藏|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|阿昌|普米|怒|裕固|保安|独龙|各';
const BARE = '蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|维吾尔|鄂温克|鄂伦春';
const AUTONOMOUS = new RegExp(`(?:(?:${NATIONALITIES})族|(?:${BARE})族?)*自治([区州县旗])$`);

/**
 * 广西壮族自治区 → 广西; 黔西南布依族苗族自治州 → 黔西南 (also 黔西南州); 桂林市 → 桂林; 青秀区 → 青秀. A single
 * character never stands alone: 沙县, 东区 stay. 东乡族自治县 → 东乡.
 */
export function nameForms(name: string): { name: string; shortName: string; aliases: string[] } {
  const autonomous = AUTONOMOUS.exec(name);
  if (autonomous !== null) {
    const rest = name.slice(0, autonomous.index);
    const shortName = rest.length >= 2 ? rest : name.replace(/族?自治[区州县旗]$/, '');
    const tier = autonomous[1] as string;
    return { name, shortName, aliases: tier === '区' ? [`${shortName}自治区`] : [`${shortName}${tier}`] };
  }
  const shortName = name.replace(/(?:特别行政区|地区|省|市|盟|区|县)$/, '');
  return { name, shortName: shortName.length >= 2 ? shortName : name, aliases: [] };
}
