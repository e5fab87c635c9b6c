//! How a view becomes what a template is given: only fields by whose names some template asks.

use std::fmt::Display;

use serde::Serialize;
use serde::ser::{self, Impossible, Serializer};

use crate::site::template::document::{Document, Field, Run, Source, Text, Value};
use crate::site::template::names::Name;

/// Why a view cannot be given to a template.
#[derive(Debug)]
pub(super) struct Refused(String);

impl Display for Refused {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

impl ser::Error for Refused {
    fn custom<T: Display>(message: T) -> Refused {
        Refused(message.to_string())
    }
}

fn refused(what: &str) -> Refused {
    Refused(format!("templates are given no {what}"))
}

impl Document {
    /// Puts a value into the document. Views are plain data, so this cannot fail.
    pub(super) fn make(&mut self, value: &impl Serialize) -> Value {
        let made = value.serialize(Maker { document: self });
        debug_assert!(made.is_ok(), "{made:?}");
        made.unwrap_or(Value::Undefined)
    }
}

/// Makes a value.
struct Maker<'d> {
    document: &'d mut Document,
}

/// Makes a list.
struct MakeList<'d> {
    document: &'d mut Document,
    mark: usize,
}

/// Makes a map.
struct MakeMap<'d> {
    document: &'d mut Document,
    mark: usize,
    held: bool,
    /// The name of the next value, where some template asks for it.
    name: Option<Name>,
}

impl MakeMap<'_> {
    fn field<T: Serialize + ?Sized>(&mut self, name: Name, value: &T) -> Result<(), Refused> {
        let value = value.serialize(Maker { document: self.document })?;
        self.document.open.fields.push(Field { name, value });
        Ok(())
    }

    fn finish(self) -> Result<Value, Refused> {
        let Document { fields, open, .. } = self.document;
        let start = fields.len();
        fields.extend_from_slice(open.fields.get(self.mark..).unwrap_or_default());
        open.fields.truncate(self.mark);
        let run = Run::new(start, fields.len()).ok_or_else(|| refused("4 GiB"))?;
        Ok(Value::Map { fields: run, held: self.held })
    }
}

impl<'d> Serializer for Maker<'d> {
    type Ok = Value;
    type Error = Refused;
    type SerializeSeq = MakeList<'d>;
    type SerializeTuple = MakeList<'d>;
    type SerializeTupleStruct = MakeList<'d>;
    type SerializeTupleVariant = Impossible<Value, Refused>;
    type SerializeMap = MakeMap<'d>;
    type SerializeStruct = MakeMap<'d>;
    type SerializeStructVariant = Impossible<Value, Refused>;

    fn serialize_bool(self, value: bool) -> Result<Value, Refused> {
        Ok(Value::Bool(value))
    }

    fn serialize_i8(self, value: i8) -> Result<Value, Refused> {
        Ok(Value::Integer(value.into()))
    }

    fn serialize_i16(self, value: i16) -> Result<Value, Refused> {
        Ok(Value::Integer(value.into()))
    }

    fn serialize_i32(self, value: i32) -> Result<Value, Refused> {
        Ok(Value::Integer(value.into()))
    }

    fn serialize_i64(self, value: i64) -> Result<Value, Refused> {
        Ok(Value::Integer(value))
    }

    fn serialize_u8(self, value: u8) -> Result<Value, Refused> {
        Ok(Value::Integer(value.into()))
    }

    fn serialize_u16(self, value: u16) -> Result<Value, Refused> {
        Ok(Value::Integer(value.into()))
    }

    fn serialize_u32(self, value: u32) -> Result<Value, Refused> {
        Ok(Value::Integer(value.into()))
    }

    fn serialize_u64(self, value: u64) -> Result<Value, Refused> {
        Ok(i64::try_from(value).map_or(Value::Large(value), Value::Integer))
    }

    fn serialize_f32(self, value: f32) -> Result<Value, Refused> {
        Ok(Value::Float(value.into()))
    }

    fn serialize_f64(self, value: f64) -> Result<Value, Refused> {
        Ok(Value::Float(value))
    }

    fn serialize_char(self, value: char) -> Result<Value, Refused> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<Value, Refused> {
        let run = self.document.push_text(value).ok_or_else(|| refused("4 GiB"))?;
        Ok(Value::Text(Text { from: Source::Document, run, safe: false }))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Value, Refused> {
        Err(refused("bytes"))
    }

    fn serialize_none(self) -> Result<Value, Refused> {
        Ok(Value::None)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, Refused> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, Refused> {
        Ok(Value::None)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, Refused> {
        Ok(Value::None)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Value, Refused> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<Value, Refused> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value, Refused> {
        let mut map = self.serialize_map(None)?;
        ser::SerializeStruct::serialize_field(&mut map, variant, value)?;
        map.finish()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<MakeList<'d>, Refused> {
        let mark = self.document.open.values.len();
        Ok(MakeList { document: self.document, mark })
    }

    fn serialize_tuple(self, _: usize) -> Result<MakeList<'d>, Refused> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<MakeList<'d>, Refused> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<Value, Refused>, Refused> {
        Err(refused("variants of tuples"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<MakeMap<'d>, Refused> {
        let mark = self.document.open.fields.len();
        Ok(MakeMap { document: self.document, mark, held: false, name: None })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<MakeMap<'d>, Refused> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<Value, Refused>, Refused> {
        Err(refused("variants of structs"))
    }
}

impl ser::SerializeSeq for MakeList<'_> {
    type Ok = Value;
    type Error = Refused;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        let value = value.serialize(Maker { document: self.document })?;
        self.document.open.values.push(value);
        Ok(())
    }

    fn end(self) -> Result<Value, Refused> {
        let Document { values, open, .. } = self.document;
        let start = values.len();
        values.extend_from_slice(open.values.get(self.mark..).unwrap_or_default());
        open.values.truncate(self.mark);
        Run::new(start, values.len()).map(Value::List).ok_or_else(|| refused("4 GiB"))
    }
}

impl ser::SerializeTuple for MakeList<'_> {
    type Ok = Value;
    type Error = Refused;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<Value, Refused> {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeTupleStruct for MakeList<'_> {
    type Ok = Value;
    type Error = Refused;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<Value, Refused> {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeStruct for MakeMap<'_> {
    type Ok = Value;
    type Error = Refused;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Refused> {
        self.held = true;
        match self.document.names.of_field(key) {
            Some(name) => self.field(name, value),
            None => Ok(()),
        }
    }

    fn end(self) -> Result<Value, Refused> {
        self.finish()
    }
}

impl ser::SerializeMap for MakeMap<'_> {
    type Ok = Value;
    type Error = Refused;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Refused> {
        self.held = true;
        // A key is put into the document as any text is, and taken out of it again.
        let end = self.document.text.len();
        let made = key.serialize(Maker { document: self.document })?;
        let Value::Text(text) = made else { return Err(refused("keys that are no texts")) };
        self.name = self.document.names.find(self.document.text(text.run));
        self.document.text.truncate(end);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        match self.name.take() {
            Some(name) => self.field(name, value),
            None => Ok(()),
        }
    }

    fn end(self) -> Result<Value, Refused> {
        self.finish()
    }
}
