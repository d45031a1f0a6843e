"""Other people's vocabularies in one form: read from files, or from the package that ships them.

`sources` opens what somebody names, `reading` one file, `shipped` one vocabulary of the installed
package; `terms` is the form. Where to go instead: `ldn_kg.link` holds our mappings to them.
"""
