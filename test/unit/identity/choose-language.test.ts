import { expect } from '@esm-bundle/chai';
import { chooseLanguage, withRegion } from '../../../web/identity/choose-language.ts';

describe('the language to speak', () => {
  for (const [wanted, language] of [
    [['en-GB', 'de'], 'en'],
    [['de-AT', 'en'], 'de'],
    [['zh'], 'zh-Hans'],
    [['zh-CN'], 'zh-Hans'],
    [['zh-Hans-SG'], 'zh-Hans'],
    [['zh-TW', 'fr'], 'fr'],
    [['es-419'], 'es'],
    [['ar-EG'], 'ar'],
    [['gsw', 'de-CH'], 'de'],
    [['sw'], 'en'],
    [['*', 'C', ''], 'en'],
    [[], 'en'],
  ] as const) {
    it(`is ${language} for a browser that asks for ${wanted.join(', ') || 'nothing'}`, () => {
      expect(chooseLanguage(null, wanted)).to.equal(language);
    });
  }

  it('is the one that was chosen, whatever the browser asks for', () => {
    expect(chooseLanguage('ar', ['de-AT'])).to.equal('ar');
  });

  it('formats as the browser asks for, where that is the same language', () => {
    expect(withRegion('de', ['en-US', 'de-AT', 'de'])).to.equal('de-AT');
    expect(withRegion('en', ['en-GB'])).to.equal('en-GB');
    expect(withRegion('fr', ['en-GB'])).to.equal('fr');
  });
});
