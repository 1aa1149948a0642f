"""What is done to a saved page beside what the extractor does; `web` calls these in this order.

1. `preparing` changes the tree so that no words are lost: `hidden` drops what nobody sees and what
   asks for consent, `layout_tables` opens the tables that only arrange a page, `unnamed` names the
   paragraphs that a page does not call so.
2. `marker` puts a sentence of its own where the line stands that divides a post, so that no step
   takes it for a label or a link; `layout_tables` drops tables of figures.
3. `lists`, `gaps`, `leads` and `left_out` note what the tree has, because the extractor takes it
   apart. It finds the article, and `extracted` makes blocks of that.
4. `lists` and `gaps` put back what it dropped between paragraphs of the article.
5. `lines` takes out what stands between them and is no part of it: labels, leads to other
   articles, requests for mail.
6. `left_out` tells what stands there and was not read.

`running_text` says what the running text of a page is, for all of them.
"""
